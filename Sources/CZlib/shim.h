#ifndef PAWL_CZLIB_SHIM_H
#define PAWL_CZLIB_SHIM_H

#include <zlib.h>

/* inflateInit2 is a macro, which Swift does not see. A format's window bits are those of zlib.h. */
static inline int pawl_inflate_init(z_streamp stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}

#endif
