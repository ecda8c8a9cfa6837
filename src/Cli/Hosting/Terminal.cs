using System.Runtime.InteropServices;

namespace Berth.Cli.Hosting;

/// <summary>What the reader of our output is: a person at a terminal of some width, or a program.</summary>
/// <param name="Width">In columns; null when stdout is not a terminal, so nothing is cut.</param>
/// <param name="Colour">Whether stdout may carry colours.</param>
/// <param name="CanAsk">Whether a question reaches a person: stdin and stderr are terminals.</param>
sealed partial record Terminal(int? Width, bool Colour, bool CanAsk)
{
    const int UsualWidth = 80;

    public bool IsTerminal => Width is not null;

    public static Terminal Detect()
    {
        var width = WidthOf(1);
        if (width is not null && int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var wanted) && wanted > 0) width = wanted;
        return new Terminal(width, ColourFor(width is not null), WidthOf(0) is not null && WidthOf(2) is not null);
    }

    // no-color.org; bixense.com/clicolors
    static bool ColourFor(bool isTerminal)
    {
        if (Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }) return false;
        if (Environment.GetEnvironmentVariable("CLICOLOR_FORCE") is { Length: > 0 } force && force != "0") return true;
        return isTerminal && Environment.GetEnvironmentVariable("TERM") != "dumb";
    }

    static int? WidthOf(int descriptor)
    {
        if (OperatingSystem.IsLinux()) return LinuxWidth(descriptor);
        var redirected = descriptor switch { 0 => Console.IsInputRedirected, 1 => Console.IsOutputRedirected, _ => Console.IsErrorRedirected };
        return redirected ? null : Console.WindowWidth;
    }

    // One call instead of Console.WindowWidth, which sets the terminal up and reads its terminfo: 5 ms.
    static unsafe int? LinuxWidth(int descriptor)
    {
        var size = stackalloc ushort[4]; // struct winsize: rows, columns, and two that nobody fills
        if (IoControl(descriptor, 0x5413, size) != 0) return null; // TIOCGWINSZ
        return size[1] == 0 ? UsualWidth : size[1];
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static unsafe partial int IoControl(int descriptor, nuint request, void* argument);
}
