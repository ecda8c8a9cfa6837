using System.Runtime.InteropServices;

namespace Berth.Linux.Native;

/// <summary>The C library's thin wrappers over system calls, as they are. Results below zero: see <see cref="Errno.Last"/>.</summary>
static unsafe partial class Libc
{
    const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "open", SetLastError = true)]
    public static partial int Open(byte* path, int flags, int mode);

    [LibraryImport(Name, EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(int directory, byte* path, int flags);

    [LibraryImport(Name, EntryPoint = "mkfifo", SetLastError = true)]
    public static partial int MakePipe(byte* path, uint mode);

    [LibraryImport(Name, EntryPoint = "chmod", SetLastError = true)]
    public static partial int SetMode(byte* path, uint mode);

    [LibraryImport(Name, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventDescriptor(uint initial, int flags);

    [LibraryImport(Name, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport(Name, EntryPoint = "pipe2", SetLastError = true)]
    public static partial int MakePipe(int* ends, int flags);

    [LibraryImport(Name, EntryPoint = "dup2", SetLastError = true)]
    public static partial int Duplicate(int fd, int onto);

    [LibraryImport(Name, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, void* buffer, nint count);

    [LibraryImport(Name, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport(Name, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, void* buffer, nint count);

    [LibraryImport(Name, EntryPoint = "readlinkat", SetLastError = true)]
    public static partial nint ReadLinkAt(int directory, byte* path, byte* buffer, nint count);

    [LibraryImport(Name, EntryPoint = "statx", SetLastError = true)]
    public static partial int StatX(int directory, byte* path, int flags, uint mask, byte* result);

    [LibraryImport(Name, EntryPoint = "access", SetLastError = true)]
    public static partial int MayAccess(byte* path, int how);

    [LibraryImport(Name, EntryPoint = "statfs", SetLastError = true)]
    public static partial int StatFileSystem(byte* path, byte* result);

    [LibraryImport(Name, EntryPoint = "mount", SetLastError = true)]
    public static partial int Mount(byte* source, byte* target, byte* kind, nuint flags, byte* data);

    [LibraryImport(Name, EntryPoint = "umount2", SetLastError = true)]
    public static partial int Unmount(byte* target, int flags);

    [LibraryImport(Name, EntryPoint = "getdents64", SetLastError = true)]
    public static partial nint GetDents64(int fd, byte* buffer, nint count);

    [LibraryImport(Name, EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(Name, EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetSocketOption(int fd, int level, int option, void* value, int* size);

    [LibraryImport(Name, EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int fd, void* buffer, nint count, int flags);

    [LibraryImport(Name, EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int fd, void* buffer, nint count, int flags);

    [LibraryImport(Name, EntryPoint = "setns", SetLastError = true)]
    public static partial int SetNamespace(int fd, int kind);

    [LibraryImport(Name, EntryPoint = "setsid", SetLastError = true)]
    public static partial int SetSession();

    [LibraryImport(Name, EntryPoint = "setpgid", SetLastError = true)]
    public static partial int SetProcessGroup(int pid, int group);

    [LibraryImport(Name, EntryPoint = "getpgrp")]
    public static partial int ProcessGroup();

    [LibraryImport(Name, EntryPoint = "getppid")]
    public static partial int ParentProcess();

    [LibraryImport(Name, EntryPoint = "tcgetpgrp", SetLastError = true)]
    public static partial int TerminalGroup(int fd);

    [LibraryImport(Name, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport(Name, EntryPoint = "signal", SetLastError = true)]
    public static partial nint SetSignal(int signal, nint handler);

    [LibraryImport(Name, EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport(Name, EntryPoint = "execvp", SetLastError = true)]
    public static partial int Execute(byte* file, byte** arguments);

    [LibraryImport(Name, EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int fd, int operation);

    [LibraryImport(Name, EntryPoint = "umask")]
    public static partial uint FileModeMask(uint mask);

    [LibraryImport(Name, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int FileControl(int fd, int command, nint argument);

    [LibraryImport(Name, EntryPoint = "dup3", SetLastError = true)]
    public static partial int Duplicate(int fd, int target, int flags);

    [LibraryImport(Name, EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int kind);

    [LibraryImport(Name, EntryPoint = "setfsuid")]
    public static partial int SetFileUser(uint user);

    [LibraryImport(Name, EntryPoint = "setfsgid")]
    public static partial int SetFileGroup(uint group);

    // The C library's own functions: they change every thread of the process (nptl(7)).
    [LibraryImport(Name, EntryPoint = "setresuid", SetLastError = true)]
    public static partial int SetUsers(uint real, uint effective, uint saved);

    [LibraryImport(Name, EntryPoint = "setresgid", SetLastError = true)]
    public static partial int SetGroupIds(uint real, uint effective, uint saved);

    [LibraryImport(Name, EntryPoint = "setgroups", SetLastError = true)]
    public static partial int SetGroups(nint count, uint* groups);

    [LibraryImport(Name, EntryPoint = "getgroups", SetLastError = true)]
    public static partial int Groups(int size, uint* groups);

    [LibraryImport(Name, EntryPoint = "getgrouplist", SetLastError = true)]
    public static partial int GroupsOf(byte* user, uint group, uint* groups, int* count);

    [LibraryImport(Name, EntryPoint = "getegid")]
    public static partial uint EffectiveGroupId();

    [LibraryImport(Name, EntryPoint = "geteuid")]
    public static partial uint EffectiveUserId();

    [LibraryImport(Name, EntryPoint = "getpwuid", SetLastError = true)]
    public static partial byte* UserEntry(uint user);

    [LibraryImport(Name, EntryPoint = "getgrnam", SetLastError = true)]
    public static partial byte* GroupEntry(byte* name);

    [LibraryImport(Name, EntryPoint = "getgrgid", SetLastError = true)]
    public static partial byte* GroupEntry(uint group);

    [LibraryImport(Name, EntryPoint = "lchown", SetLastError = true)]
    public static partial int ChangeOwner(byte* path, uint user, uint group);

    [LibraryImport(Name, EntryPoint = "initgroups", SetLastError = true)]
    public static partial int SetGroupsOf(byte* user, uint group);

    [LibraryImport(Name, EntryPoint = "setgid", SetLastError = true)]
    public static partial int SetGroup(uint group);

    [LibraryImport(Name, EntryPoint = "setuid", SetLastError = true)]
    public static partial int SetUser(uint user);

    [LibraryImport(Name, EntryPoint = "clearenv", SetLastError = true)]
    public static partial int ClearVariables();

    [LibraryImport(Name, EntryPoint = "setenv", SetLastError = true)]
    public static partial int SetVariable(byte* name, byte* value, int overwrite);

    [LibraryImport(Name, EntryPoint = "unsetenv", SetLastError = true)]
    public static partial int UnsetVariable(byte* name);

    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, nint first, void* second, nint third);

    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, nint first, void* second, nint third, nint fourth);
}
