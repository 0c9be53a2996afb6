import Glibc

/// The input that is being read, in a file that outlives the process: where the stack runs out, no handler of libFuzzer's can
/// write it down any more.
///
/// The file begins with the length in four bytes, the lowest first.
struct LastInput {
    private static let capacity = 1 << 20
    private let memory: UnsafeMutableRawPointer

    init(path: String) {
        let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o644)
        guard file >= 0, ftruncate(file, Self.capacity) == 0,
            let memory = mmap(nil, Self.capacity, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0),
            memory != MAP_FAILED
        else { fatalError("'\(path)' cannot be written") }
        close(file)
        self.memory = memory
    }

    func note(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress, bytes.count + 4 <= Self.capacity else { return }
        memory.storeBytes(of: UInt32(bytes.count).littleEndian, as: UInt32.self)
        (memory + 4).copyMemory(from: start, byteCount: bytes.count)
    }
}
