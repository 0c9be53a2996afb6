// Parts of a file system that are mounted somewhere else, or over something, in this process's own mount namespace.
//
// Every step returns 0 or a descriptor, or -1 with errno set.
#ifndef PAWL_MOUNTS_H
#define PAWL_MOUNTS_H

#include <stdbool.h>
#include <stdint.h>

enum { LONGEST_PATH = 4096 };

bool is_below(const char *path, const char *directory);

// The mount at a path, or of a descriptor (AT_EMPTY_PATH), with everything that is mounted in it (AT_RECURSIVE).
int set_read_only(int directory, const char *path, unsigned int flags);

// A copy of what is at a path of an open directory, with everything that is mounted in it, attached nowhere yet.
int clone_tree(int directory, const char *path);

// Attaches a copy, and closes it.
int attach_tree(int tree, const char *path);

// Makes the place at which `tree` is attached, with the directories above it, where nothing is yet.
int make_place(const char *path, int tree);

// Mounts the one file system in memory that everything empty is a directory of: one is made and ended in a fraction of the time
// that one for each takes. Returns its top, which stays reachable by that descriptor when something is mounted over it.
int mount_spare(const char *path);

// A copy of a new directory of it, to be attached; with these attributes (MOUNT_ATTR_*).
int spare_directory(int spare, unsigned int mode, uint64_t attributes);

// Puts an empty directory over a directory, and the null device over anything else; nothing where nothing is.
int cover(int spare, const char *path, uint64_t attributes);

#endif
