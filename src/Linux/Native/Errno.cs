using System.Runtime.InteropServices;

namespace Berth.Linux.Native;

/// <summary>An error number of the kernel (include/uapi/asm-generic/errno.h).</summary>
public readonly record struct Errno(int Number)
{
    public static readonly Errno NotPermitted = new(1);
    public static readonly Errno NoEntry = new(2);
    public static readonly Errno Interrupted = new(4);
    public static readonly Errno TryAgain = new(11);
    public static readonly Errno AccessDenied = new(13);
    public static readonly Errno NoProcess = new(3);
    public static readonly Errno Exists = new(17);
    public static readonly Errno Invalid = new(22);
    public static readonly Errno NotAFolder = new(20);
    public static readonly Errno Loop = new(40);

    /// <summary>What the last failed call on this thread left behind.</summary>
    public static Errno Last => new(Marshal.GetLastPInvokeError());

    public bool IsDenied => this == NotPermitted || this == AccessDenied;

    /// <summary>The C library's words, without the number.</summary>
    public string Text => Marshal.GetPInvokeErrorMessage(Number);

    public override string ToString() => $"{Marshal.GetPInvokeErrorMessage(Number)} (errno {Number})";
}
