/*
 * The least that any program must pay to know every listener and its holders: the questions that `berth ls` asks the kernel, and nothing else.
 * A dump of sock_diag for TCP over IPv4 and IPv6 (src/Linux/Netlink), and beside it on a second thread the BPF iterator over every descriptor
 * of every process (src/Linux/Bpf/HolderProgram.cs). All answers are read and counted; nothing is kept, joined or shown.
 *
 *   floor FILE [PORT]    FILE: the offsets of this kernel build, as berth keeps them in its cache (src/Linux/Bpf/HolderOffsets.cs)
 *
 * Its one line on stderr, "SOCKETS HOLDERS", is for whoever doubts it. Ends with 0, or with 1 and a line that says what the kernel refused.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/bpf.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { STATE_CLOSE = 7, STATE_LISTEN = 10 }; /* include/net/tcp_states.h */
enum { ROW = 48, ROWS_PER_READ = 1024, NETLINK_BUFFER = 256 * 1024 };

/* The order of the line in the cache. */
enum {
    HOOK, CTX_META, CTX_TASK, CTX_FILE, META_SEQ, TASK_TGID, TASK_LEADER, TASK_PARENT, TASK_START, TASK_COMM, TASK_CRED, CRED_EUID, FILE_INODE, INODE_NUMBER,
    SOCKET_SOCK, SOCK_FAMILY, SOCK_STATE, SOCK_PORT, SOCK_PEER_PORT, OFFSETS
};

static int at[OFFSETS];
static int port;
static long sockets, holders;

static void fail(const char *what)
{
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void read_offsets(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) fail(path);
    for (int i = 0; i < OFFSETS; i++)
        if (fscanf(file, "%d", &at[i]) != 1) { errno = EINVAL; fail(path); }
    fclose(file);
}

/* The program, with jumps to its end. */
static struct bpf_insn code[64];
static int length;
static int skips[16], skip_count;

static void emit(int operation, int to, int from, int offset, int value)
{
    code[length++] = (struct bpf_insn){ .code = operation, .dst_reg = to, .src_reg = from, .off = offset, .imm = value };
}

static void load(int width, int to, int from, int offset) { emit(BPF_LDX | BPF_MEM | width, to, from, offset, 0); }
static void store(int width, int offset, int from) { emit(BPF_STX | BPF_MEM | width, 10, from, offset - ROW, 0); }
static void move(int to, int value) { emit(BPF_ALU64 | BPF_MOV | BPF_K, to, 0, 0, value); }
static void copy(int to, int from) { emit(BPF_ALU64 | BPF_MOV | BPF_X, to, from, 0, 0); }
static void call(int helper) { emit(BPF_JMP | BPF_CALL, 0, 0, 0, helper); }

static void skip_if(int test, int left, int value)
{
    skips[skip_count++] = length;
    emit(BPF_JMP | test | BPF_K, left, 0, 0, value);
}

static void assemble(void)
{
    copy(6, 1);
    load(BPF_DW, 7, 6, at[CTX_TASK]);
    skip_if(BPF_JEQ, 7, 0);
    load(BPF_DW, 8, 6, at[CTX_FILE]);
    skip_if(BPF_JEQ, 8, 0);
    copy(1, 8);
    call(BPF_FUNC_sock_from_file);
    skip_if(BPF_JEQ, 0, 0);
    load(BPF_DW, 9, 0, at[SOCKET_SOCK]);
    load(BPF_H, 1, 9, at[SOCK_FAMILY]);
    emit(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 1, AF_INET);
    skip_if(BPF_JNE, 1, AF_INET6);
    load(BPF_B, 2, 9, at[SOCK_STATE]);
    move(1, 1 << STATE_LISTEN | 1 << STATE_CLOSE);
    emit(BPF_ALU64 | BPF_RSH | BPF_X, 1, 2, 0, 0);
    emit(BPF_ALU64 | BPF_AND | BPF_K, 1, 0, 0, 1);
    skip_if(BPF_JEQ, 1, 0);
    if (port) {
        load(BPF_H, 1, 9, at[SOCK_PORT]);
        skip_if(BPF_JNE, 1, port);
    }
    load(BPF_DW, 1, 8, at[FILE_INODE]);
    load(BPF_DW, 1, 1, at[INODE_NUMBER]);
    store(BPF_DW, 0, 1);
    load(BPF_DW, 7, 7, at[TASK_LEADER]);
    load(BPF_W, 1, 7, at[TASK_TGID]);
    store(BPF_W, 8, 1);
    load(BPF_DW, 1, 7, at[TASK_PARENT]);
    load(BPF_W, 1, 1, at[TASK_TGID]);
    store(BPF_W, 12, 1);
    load(BPF_DW, 1, 7, at[TASK_START]);
    store(BPF_DW, 16, 1);
    load(BPF_DW, 1, 7, at[TASK_CRED]);
    load(BPF_W, 1, 1, at[CRED_EUID]);
    store(BPF_W, 24, 1);
    move(1, 0);
    store(BPF_W, 28, 1);
    load(BPF_DW, 1, 7, at[TASK_COMM]);
    store(BPF_DW, 32, 1);
    load(BPF_DW, 1, 7, at[TASK_COMM] + 8);
    store(BPF_DW, 40, 1);
    load(BPF_DW, 1, 6, at[CTX_META]);
    load(BPF_DW, 1, 1, at[META_SEQ]);
    copy(2, 10);
    emit(BPF_ALU64 | BPF_ADD | BPF_K, 2, 0, 0, -ROW);
    move(3, ROW);
    call(BPF_FUNC_seq_write);
    for (int i = 0; i < skip_count; i++) code[skips[i]].off = length - skips[i] - 1;
    move(0, 0);
    emit(BPF_JMP | BPF_EXIT, 0, 0, 0, 0);
}

static int bpf(int command, union bpf_attr *attributes, const char *what)
{
    int result = syscall(SYS_bpf, command, attributes, sizeof *attributes);
    if (result < 0) fail(what);
    return result;
}

static void *read_holders(void *unused)
{
    static char rows[ROW * ROWS_PER_READ];
    assemble();
    union bpf_attr program = {
        .prog_type = BPF_PROG_TYPE_TRACING, .insn_cnt = length, .insns = (uintptr_t)code, .license = (uintptr_t) "GPL",
        .expected_attach_type = BPF_TRACE_ITER, .attach_btf_id = at[HOOK],
    };
    union bpf_attr link = { .link_create = { .prog_fd = bpf(BPF_PROG_LOAD, &program, "the BPF program"), .attach_type = BPF_TRACE_ITER } };
    union bpf_attr iterator = { .iter_create = { .link_fd = bpf(BPF_LINK_CREATE, &link, "the BPF link") } };
    int descriptor = bpf(BPF_ITER_CREATE, &iterator, "the BPF iterator");
    ssize_t got;
    while ((got = read(descriptor, rows, sizeof rows)) != 0) {
        if (got > 0) holders += got / ROW;
        else if (errno != EINTR && errno != EAGAIN) fail("reading the BPF iterator");
    }
    return unused;
}

struct request {
    struct nlmsghdr header;
    struct inet_diag_req_v2 body;
    struct nlattr attribute;
    struct inet_diag_bc_op filter[5];
};

/* Accepts by ending at its end, refuses by jumping 4 bytes beyond (net/ipv4/inet_diag.c). */
static void add_filter(struct request *request)
{
    const int size = sizeof request->filter;
    request->attribute = (struct nlattr){ .nla_len = sizeof request->attribute + size, .nla_type = INET_DIAG_REQ_BYTECODE };
    request->filter[0] = (struct inet_diag_bc_op){ INET_DIAG_BC_S_GE, 8, size + 4 };
    request->filter[1].no = port;
    request->filter[2] = (struct inet_diag_bc_op){ INET_DIAG_BC_S_LE, 8, size + 4 - 8 };
    request->filter[3].no = port;
    request->filter[4] = (struct inet_diag_bc_op){ INET_DIAG_BC_JMP, 4, 4 };
}

static void dump(int netlink, int family)
{
    static char buffer[NETLINK_BUFFER];
    struct request request = {
        .header = { .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_len = NLMSG_LENGTH(sizeof request.body) },
        .body = { .sdiag_family = family, .sdiag_protocol = IPPROTO_TCP, .idiag_states = 1 << STATE_LISTEN },
    };
    if (port) {
        add_filter(&request);
        request.header.nlmsg_len = sizeof request;
    }
    if (send(netlink, &request, request.header.nlmsg_len, 0) < 0) fail("asking sock_diag");
    for (;;) {
        int got = recv(netlink, buffer, sizeof buffer, 0);
        if (got < 0) {
            if (errno == EINTR) continue;
            fail("reading sock_diag");
        }
        for (struct nlmsghdr *message = (struct nlmsghdr *)buffer; NLMSG_OK(message, (unsigned)got); message = NLMSG_NEXT(message, got)) {
            if (message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR) return;
            sockets++;
        }
    }
}

int main(int count, char **words)
{
    if (count < 2) {
        fputs("usage: floor FILE [PORT]\n", stderr);
        return 2;
    }
    read_offsets(words[1]);
    port = count > 2 ? atoi(words[2]) : 0;
    pthread_t beside;
    if ((errno = pthread_create(&beside, NULL, read_holders, NULL)) != 0) fail("a thread");
    int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (netlink < 0) fail("netlink");
    dump(netlink, AF_INET);
    dump(netlink, AF_INET6);
    pthread_join(beside, NULL);
    fprintf(stderr, "%ld %ld\n", sockets, holders);
    return 0;
}
