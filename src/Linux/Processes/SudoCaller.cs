using System.Globalization;
using System.Text;
using Berth.Linux.Native;

namespace Berth.Linux.Processes;

/// <summary>The user who called sudo. A command that only its surroundings need root for runs as that user.</summary>
public static unsafe class SudoCaller
{
    /// <summary>Null when nobody called sudo, or we are not root.</summary>
    public static uint? User => Libc.EffectiveUserId() == 0
        && uint.TryParse(Environment.GetEnvironmentVariable("SUDO_UID"), NumberStyles.None, CultureInfo.InvariantCulture, out var user) && user != 0 ? user : null;

    /// <summary>Becomes that user for good, with all capabilities gone. True when nobody called sudo; false with the error.</summary>
    public static bool Become(out Errno error)
    {
        error = default;
        return User is not { } user || Become(user, out error);
    }

    /// <summary>Becomes a user for good, with all capabilities gone; HOME, USER and LOGNAME are that user's then.</summary>
    public static bool Become(uint user, out Errno error)
    {
        error = default;
        var entry = Libc.UserEntry(user);
        if (entry is null)
        {
            error = Errno.NoEntry;
            return false;
        }
        var name = *(byte**)(entry + UserEntryLayout.Name);
        var group = *(uint*)(entry + UserEntryLayout.Group);
        // The groups first: afterwards there is no right to change them.
        if (Libc.SetGroupsOf(name, group) < 0 || Libc.SetGroup(group) < 0 || Libc.SetUser(user) < 0)
        {
            error = Errno.Last;
            return false;
        }
        Set("HOME"u8, *(byte**)(entry + UserEntryLayout.Home));
        Set("USER"u8, name);
        Set("LOGNAME"u8, name);
        foreach (var trace in (ReadOnlySpan<string>)["SUDO_UID", "SUDO_GID", "SUDO_USER", "SUDO_COMMAND"])
            fixed (byte* variable = Encoding.ASCII.GetBytes(trace + '\0')) _ = Libc.UnsetVariable(variable);
        return true;
    }

    // The C library's own: what execvp(3) hands on. .NET's Environment is a copy.
    static void Set(ReadOnlySpan<byte> literal, byte* value)
    {
        fixed (byte* variable = literal) _ = Libc.SetVariable(variable, value, 1); // u8 literals end with a zero
    }
}
