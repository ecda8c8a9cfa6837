using System.Runtime.InteropServices;

namespace Berth.Linux.Native;

/// <summary>
/// The library that .NET's TLS and certificates are. Where it is missing, .NET ends the program at their first use, which cannot
/// be caught: so it is asked for before.
/// </summary>
public static class OpenSsl
{
    public const string Missing = "libssl is not installed, which TLS takes: apt-get install libssl3";

    // In the order in which .NET looks (opensslshim.c of dotnet/runtime).
    static readonly string[] names = ["libssl.so.3", "libssl.so.1.1", "libssl.so.1.0.2", "libssl.so.1.0.0", "libssl.so.10"];

    static readonly Lazy<bool> isThere = new(static () => Array.Exists(names, static name => NativeLibrary.TryLoad(name, out _)));

    public static bool IsThere => isThere.Value;
}
