using System.Globalization;
using Berth.Linux.Bpf;
using Berth.Linux.Native;

namespace Berth.Localhost.Hooks;

/// <summary>What differs from kernel to kernel, and from namespace to namespace.</summary>
static unsafe class KernelNumbers
{
    const int FamilyV4 = 2, Datagram = 2, CloseOnExec = 0x80000;
    const int SocketLevel = 1, NamespaceCookieOption = 71; // SOL_SOCKET, SO_NETNS_COOKIE

    /// <summary>The bit of struct sock that IPV6_V6ONLY sets.</summary>
    public static int? V6OnlyBit(BtfCache cache, out string? refusal) => cache.Line("v6only", static line => Parse(line) is not null, FromBtf,
        "the kernel's BTF does not tell where a socket keeps IPV6_V6ONLY", out refusal) is { } line ? Parse(line) : null;

    static string? FromBtf(byte[] btf) =>
        BtfReader.Read(btf, ["sock"], [])?.BitOffset("sock", "__sk_common", "skc_ipv6only") is { } bit && Parse($"{bit}") is not null ? $"{bit}" : null;

    // Beyond its room the program could not read it.
    static int? Parse(string line) =>
        int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var bit) && bit / 8 < HookParts.SockRoom ? bit : null;

    public static ulong? NamespaceCookie(out Errno error)
    {
        using var socket = new FileDescriptor(Libc.Socket(FamilyV4, Datagram | CloseOnExec, 0));
        ulong cookie;
        var size = sizeof(ulong);
        var result = Libc.GetSocketOption(socket.Number, SocketLevel, NamespaceCookieOption, &cookie, &size);
        error = result < 0 ? Errno.Last : default;
        return result < 0 ? null : cookie;
    }
}
