using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Berth.Linux.Native;

/// <summary>Groups of users, as this system knows them (group(5), or wherever it asks).</summary>
public static unsafe class UserGroup
{
    // struct group of 64-bit C libraries: name, password, gid.
    const int NameOffset = 0, NumberOffset = 16;

    /// <summary>The number of a group, by its name or its number; null when there is none.</summary>
    public static uint? Find(string nameOrNumber)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(nameOrNumber + '\0'))
        {
            var entry = Libc.GroupEntry(name);
            if (entry is not null) return *(uint*)(entry + NumberOffset);
        }
        return uint.TryParse(nameOrNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Its name; the number where it has none.</summary>
    public static string Name(uint number)
    {
        var entry = Libc.GroupEntry(number);
        return entry is not null && Marshal.PtrToStringUTF8((nint)(*(byte**)(entry + NameOffset))) is { Length: > 0 } name ? name : number.ToString(CultureInfo.InvariantCulture);
    }
}
