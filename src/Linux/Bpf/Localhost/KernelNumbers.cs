using Berth.Linux.Native;

namespace Berth.Linux.Bpf.Localhost;

/// <summary>What differs from kernel to kernel, and from namespace to namespace.</summary>
static unsafe class KernelNumbers
{
    const string BtfPath = "/sys/kernel/btf/vmlinux";
    const int FamilyV4 = 2, Datagram = 2, CloseOnExec = 0x80000;
    const int SocketLevel = 1, NamespaceCookieOption = 71; // SOL_SOCKET, SO_NETNS_COOKIE

    /// <summary>The bit of struct sock that IPV6_V6ONLY sets.</summary>
    public static int? V6OnlyBit(out string? refusal)
    {
        refusal = null;
        try
        {
            var bit = BtfReader.Read(File.ReadAllBytes(BtfPath), ["sock"], [])?.BitOffset("sock", "__sk_common", "skc_ipv6only");
            if (bit is { } found && found / 8 < HookParts.SockRoom) return found;
            refusal = $"{BtfPath} does not tell where a socket keeps IPV6_V6ONLY";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            refusal = $"the kernel does not describe its types in {BtfPath} (CONFIG_DEBUG_INFO_BTF)";
        }
        return null;
    }

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
