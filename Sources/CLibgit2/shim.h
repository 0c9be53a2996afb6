#ifndef PAWL_CLIBGIT2_SHIM_H
#define PAWL_CLIBGIT2_SHIM_H

#include <git2.h>
#include <git2/sys/commit.h>
#include <git2/sys/repository.h>

/* Swift cannot call the variadic git_libgit2_opts, so each option that is used has a function here. */

/* Names the repository extensions that may be opened beside libgit2's own. */
static inline int pawl_git_set_extensions(const char **names, size_t count) {
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}

/* Makes every write below the git directory (objects, references) wait for the disk. */
static inline int pawl_git_enable_fsync(void) {
    return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
}

#endif
