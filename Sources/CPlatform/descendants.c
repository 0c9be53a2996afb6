#include "CPlatform.h"

#include <dirent.h>
#include <stdio.h>

// Each thread has its own list of the children that it forked (proc(5), /proc/PID/task/TID/children).
static int append_children(pid_t parent, pid_t *found, int count, int capacity)
{
    char path[300];
    snprintf(path, sizeof path, "/proc/%d/task", parent);
    DIR *threads = opendir(path);
    if (threads == NULL)
        return count;
    for (struct dirent *thread; (thread = readdir(threads)) != NULL;) {
        if (thread->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "/proc/%d/task/%s/children", parent, thread->d_name);
        FILE *children = fopen(path, "re");
        if (children == NULL)
            continue;
        while (count < capacity && fscanf(children, "%d", &found[count]) == 1)
            count++;
        fclose(children);
    }
    closedir(threads);
    return count;
}

int pawl_children(pid_t parent, pid_t *found, int capacity)
{
    return append_children(parent, found, 0, capacity);
}

int pawl_descendants(pid_t root, pid_t *found, int capacity)
{
    int count = append_children(root, found, 0, capacity);
    for (int next = 0; next < count; next++)
        count = append_children(found[next], found, count, capacity);
    return count;
}
