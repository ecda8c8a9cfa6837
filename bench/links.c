/* Both ends of the relays that bench/links.py compares: a service, and clients that load it through them. Linux, 127.0.0.1 alone.
 *   links serve PORT          echoes at PORT, discards at PORT+1; says "ready"; until its input ends
 *   links send PORT N SECONDS N connections write 128 KB at a time: prints MB/s
 *   links ping PORT COUNT     64 bytes there and back: prints p50, p99, p99.9 in microseconds
 *   links connect PORT SECS   connect, one byte there and back, cut: prints connections a second
 *   links idle PORT N         N connections that carried one byte each; says "ready"; until its input ends
 *   links late PORT N COUNT DELAY_US   N connections in turn, COUNT round trips in all: prints p50 and p99 above the delay
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define BLOCK (128 * 1024)
static char block[BLOCK];

static void die(const char *what) { perror(what); exit(1); }

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static struct sockaddr_in at(int port)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    return a;
}

static int dial(int port)
{
    int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in a = at(port);
    if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a)) die("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

static int listener(int port)
{
    int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    struct sockaddr_in a = at(port);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&a, sizeof a) || listen(fd, 4096)) die("listen");
    return fd;
}

static void whole(int fd, int length)
{
    for (int got = 0; got < length;) {
        ssize_t n = recv(fd, block + got, length - got, 0);
        if (n <= 0) die("recv");
        got += n;
    }
}

static void serve(int port)
{
    int e = epoll_create1(0), echo = listener(port), sink = listener(port + 1);
    static char is_echo[1 << 20];
    struct epoll_event events[256], v = { .events = EPOLLIN };
    int watched[] = { echo, sink, 0 };
    for (int i = 0; i < 3; i++) { v.data.fd = watched[i]; epoll_ctl(e, EPOLL_CTL_ADD, watched[i], &v); }
    puts("ready");
    fflush(stdout);
    for (;;) {
        int count = epoll_wait(e, events, 256, -1);
        for (int i = 0; i < count; i++) {
            int fd = events[i].data.fd, one = 1;
            if (fd == 0) return;
            if (fd == echo || fd == sink) {
                for (int c; (c = accept4(fd, 0, 0, SOCK_CLOEXEC)) >= 0;) {
                    setsockopt(c, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                    is_echo[c] = fd == echo;
                    v.data.fd = c;
                    epoll_ctl(e, EPOLL_CTL_ADD, c, &v);
                }
                continue;
            }
            ssize_t n = recv(fd, block, BLOCK, 0);
            if (n <= 0) close(fd);
            else if (is_echo[fd] && send(fd, block, n, MSG_NOSIGNAL) < 0) close(fd);
        }
    }
}

static void load(int port, int connections, double seconds)
{
    struct pollfd *all = calloc(connections, sizeof *all);
    for (int i = 0; i < connections; i++) {
        all[i] = (struct pollfd){ dial(port), POLLOUT, 0 };
        fcntl(all[i].fd, F_SETFL, O_NONBLOCK);
    }
    double sent = 0, begun = 0, end = now() + seconds + 0.3, started = now() + 0.3;
    while (now() < end) {
        poll(all, connections, 1000);
        for (int i = 0; i < connections; i++)
            if (all[i].revents) {
                ssize_t n = send(all[i].fd, block, BLOCK, MSG_NOSIGNAL);
                if (n < 0 && errno != EAGAIN) die("send");
                if (n > 0 && now() >= started) { if (!begun) begun = now(); else sent += n; }
            }
    }
    printf("%.1f\n", sent / (now() - begun) / 1e6);
}

static int by_value(const void *a, const void *b) { return (*(double *)a > *(double *)b) - (*(double *)a < *(double *)b); }

static void trips(int port, int connections, int count, double delay)
{
    int *fds = calloc(connections, sizeof *fds);
    double *took = calloc(count, sizeof *took);
    for (int i = 0; i < connections; i++) fds[i] = dial(port);
    for (int i = -100; i < count; i++) {
        int fd = fds[(i + 100) % connections];
        double begun = now();
        if (send(fd, block, 64, MSG_NOSIGNAL) != 64) die("send");
        whole(fd, 64);
        if (i >= 0) took[i] = (now() - begun) * 1e6 - delay;
    }
    qsort(took, count, sizeof *took, by_value);
    printf("%.1f %.1f %.1f\n", took[count / 2], took[count - 1 - count / 100], took[count - 1 - count / 1000]);
}

static void connects(int port, double seconds)
{
    struct linger cut = { 1, 0 };
    int count = 0;
    double begun = now();
    for (; now() < begun + seconds; count++) {
        int fd = dial(port);
        if (send(fd, "x", 1, MSG_NOSIGNAL) != 1) die("send");
        whole(fd, 1);
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &cut, sizeof cut);
        close(fd);
    }
    printf("%.0f\n", count / (now() - begun));
}

static void idle(int port, int count)
{
    for (int i = 0; i < count; i++) {
        int fd = dial(port);
        if (send(fd, "x", 1, MSG_NOSIGNAL) != 1) die("send");
        whole(fd, 1);
    }
    puts("ready");
    fflush(stdout);
    while (read(0, block, BLOCK) > 0) {}
}

int main(int argc, char **argv)
{
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    if (argc == 3 && !strcmp(argv[1], "serve")) serve(atoi(argv[2]));
    else if (argc == 5 && !strcmp(argv[1], "send")) load(atoi(argv[2]), atoi(argv[3]), atof(argv[4]));
    else if (argc == 4 && !strcmp(argv[1], "ping")) trips(atoi(argv[2]), 1, atoi(argv[3]), 0);
    else if (argc == 4 && !strcmp(argv[1], "connect")) connects(atoi(argv[2]), atof(argv[3]));
    else if (argc == 4 && !strcmp(argv[1], "idle")) idle(atoi(argv[2]), atoi(argv[3]));
    else if (argc == 6 && !strcmp(argv[1], "late")) trips(atoi(argv[2]), atoi(argv[3]), atoi(argv[4]), atof(argv[5]));
    else return fprintf(stderr, "see the head of links.c\n"), 2;
    return 0;
}
