/* A disk that fails when told to: stands between the program and libc. Linked into a test, or by LD_PRELOAD
   with FAILING_DISK_FOLDER, FAILING_DISK_NTH, FAILING_DISK_ERRNO and FAILING_DISK_MODE in the environment.
   Only operations on things below the folder are counted: opening for writing (or a folder), writing, fsync,
   syncfs, ftruncate, chmod, link, rename, making a folder. Removing never fails, so that a program can always
   tidy up. */
#define _GNU_SOURCE
#include "failing_disk.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long wanted;
static long counted;
static long fired;
static int failure;
static int mode;
static int armed;
static int withoutExchange;

void failingDiskWithoutExchange(int without) { withoutExchange = without; }

void failingDiskArm(const char* path, long nth, int code, int how) {
    if (realpath(path, folder) == NULL) {
        abort();
    }
    wanted = nth;
    counted = 0;
    fired = 0;
    failure = code;
    mode = how;
    armed = 1;
}

long failingDiskDisarm(void) {
    armed = 0;
    return counted;
}

long failingDiskFired(void) { return fired; }

__attribute__((constructor)) static void armFromEnvironment(void) {
    const char* path = getenv("FAILING_DISK_FOLDER");
    const char* nth = getenv("FAILING_DISK_NTH");
    const char* code = getenv("FAILING_DISK_ERRNO");
    const char* how = getenv("FAILING_DISK_MODE");
    if (path != NULL && nth != NULL) {
        failingDiskArm(path, atol(nth), code != NULL ? atoi(code) : ENOSPC,
                       how != NULL ? atoi(how) : failOnce);
    }
}

static int below(const char* path) {
    const size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/* Whether the folder that holds `path` lies below ours; the file itself need not be there. */
static int pathConcerned(const char* path) {
    char parent[PATH_MAX];
    char resolved[PATH_MAX];
    char* slash;
    if (!armed || path == NULL || strlen(path) >= sizeof parent) {
        return 0;
    }
    strcpy(parent, path);
    for (;;) {
        if (realpath(parent, resolved) != NULL) {
            return below(resolved);
        }
        slash = strrchr(parent, '/');
        if (slash == NULL || slash == parent) {
            return realpath(slash == NULL ? "." : "/", resolved) != NULL && below(resolved);
        }
        *slash = '\0';
    }
}

static int descriptorConcerned(int fd) {
    char link[64];
    char path[PATH_MAX];
    ssize_t length;
    if (!armed) {
        return 0;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    if (length <= 0) {
        return 0;
    }
    path[length] = '\0';
    return below(path);
}

/* Counts one operation; true when it must fail. `needsSpace`: a full disk goes on refusing it. */
static int refuse(int needsSpace) {
    ++counted;
    if (counted == wanted && mode == killAtOperation) {
        _exit(137);
    }
    if (counted == wanted || (counted > wanted && wanted > 0 && needsSpace && mode != failOnce)) {
        ++fired;
        errno = failure;
        return 1;
    }
    return 0;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int opensForChange(int flags) {
    return (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_DIRECTORY)) != 0;
}

#define DEFINE_OPEN(name)                                                                                    \
    int name(const char* path, int flags, ...) {                                                             \
        mode_t bits = 0;                                                                                     \
        if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE) {                                    \
            va_list arguments;                                                                               \
            va_start(arguments, flags);                                                                      \
            bits = va_arg(arguments, mode_t);                                                                \
            va_end(arguments);                                                                               \
        }                                                                                                    \
        if (opensForChange(flags) && pathConcerned(path) && refuse((flags & O_CREAT) != 0)) {                \
            return -1;                                                                                       \
        }                                                                                                    \
        return REAL(name)(path, flags, bits);                                                                \
    }
DEFINE_OPEN(open)
DEFINE_OPEN(open64)

ssize_t write(int fd, const void* data, size_t size) {
    if (descriptorConcerned(fd)) {
        const int beforehand = counted + 1 == wanted && mode == shortWriteThenFail && size > 1;
        if (beforehand) { /* half of it goes through, the rest meets the full disk */
            ++counted;
            ++fired;
            return REAL(write)(fd, data, size / 2);
        }
        if (refuse(1)) {
            return -1;
        }
    }
    return REAL(write)(fd, data, size);
}

int syncfs(int fd) { return descriptorConcerned(fd) && refuse(0) ? -1 : REAL(syncfs)(fd); }

int fsync(int fd) { return descriptorConcerned(fd) && refuse(0) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return descriptorConcerned(fd) && refuse(0) ? -1 : REAL(fdatasync)(fd); }
int ftruncate(int fd, off_t size) {
    return descriptorConcerned(fd) && refuse(0) ? -1 : REAL(ftruncate)(fd, size);
}
int fchmod(int fd, mode_t bits) { return descriptorConcerned(fd) && refuse(0) ? -1 : REAL(fchmod)(fd, bits); }
int mkdir(const char* path, mode_t bits) {
    return pathConcerned(path) && refuse(1) ? -1 : REAL(mkdir)(path, bits);
}

int link(const char* from, const char* to) {
    return pathConcerned(to) && refuse(1) ? -1 : REAL(link)(from, to);
}

int rename(const char* from, const char* to) {
    return pathConcerned(to) && refuse(0) ? -1 : REAL(rename)(from, to);
}

int renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned flags) {
    if (withoutExchange && (flags & RENAME_EXCHANGE) != 0) {
        errno = EINVAL;
        return -1;
    }
    return pathConcerned(to) && refuse(0) ? -1 : REAL(renameat2)(fromFolder, from, toFolder, to, flags);
}
