using System.Text;

namespace Berth.Model.Files;

/// <summary>What keeps a file from being read.</summary>
public enum FileFault : byte
{
    None,
    Missing,

    /// <summary>This user may not.</summary>
    Refused,

    /// <summary>A folder, a device, a pipe, a socket, or a link that was not to be followed.</summary>
    NotPlain,
    TooLong,

    /// <summary>It, or its folder, is somebody's whose files are not obeyed.</summary>
    NotTrusted,
    Failed,
}

/// <summary>A small file as it was read, or why it was not.</summary>
/// <param name="Bytes">Null when it was not read.</param>
/// <param name="Reason">A clause that follows the file's name, such as "may not be read"; null when it was read.</param>
public readonly record struct FileContent(byte[]? Bytes, FileFault Fault, string? Reason)
{
    public bool IsMissing => Fault == FileFault.Missing;

    /// <summary>As UTF-8, or what a byte order mark says; null when it was not read.</summary>
    public string? Text => Bytes switch
    {
        null => null,
        [0xff, 0xfe, ..] => Encoding.Unicode.GetString(Bytes, 2, Bytes.Length - 2),
        [0xfe, 0xff, ..] => Encoding.BigEndianUnicode.GetString(Bytes, 2, Bytes.Length - 2),
        [0xef, 0xbb, 0xbf, ..] => Encoding.UTF8.GetString(Bytes, 3, Bytes.Length - 3),
        _ => Encoding.UTF8.GetString(Bytes),
    };

    public static FileContent Not(FileFault fault, string reason) => new(null, fault, reason);
}
