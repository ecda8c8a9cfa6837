namespace Berth.Counterparts;

/// <summary>Runs a program in a sandbox that lets it open no netlink socket, as some containers do (seccomp(2)).</summary>
public static class RefusedNetlink
{
    const string Code = """
        import ctypes, os, platform, struct, sys
        number = {'x86_64': 41, 'aarch64': 198}[platform.machine()] # socket(2)
        def op(code, yes, no, value): return struct.pack('=HBBI', code, yes, no, value)
        # Load the call's number, then its first argument: AF_NETLINK (16) ends with EPERM, all else is allowed.
        filter = op(0x20, 0, 0, 0) + op(0x15, 0, 3, number) + op(0x20, 0, 0, 16) + op(0x15, 0, 1, 16) + op(0x06, 0, 0, 0x50001) + op(0x06, 0, 0, 0x7fff0000)
        held = ctypes.create_string_buffer(filter, len(filter))
        class Program(ctypes.Structure): _fields_ = [('length', ctypes.c_ushort), ('filter', ctypes.c_void_p)]
        program = Program(len(filter) // 8, ctypes.addressof(held))
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.prctl(38, 1, 0, 0, 0) == 0 # PR_SET_NO_NEW_PRIVS
        assert libc.prctl(22, 2, ctypes.byref(program), 0, 0) == 0, ctypes.get_errno() # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
        os.execvp(sys.argv[1], sys.argv[1:])
        """;

    /// <summary>The command as it must be written to run inside.</summary>
    public static IReadOnlyList<string> Inside(params IReadOnlyList<string> command) => [Python.Path, "-c", Code, .. command];
}
