namespace Berth.Model.Files;

/// <summary>Who may do what with a file, and who owns it.</summary>
public sealed record AccessToFile(string Path, UnixFileMode Mode, uint UserId, string? Group = null, IReadOnlyList<string>? GroupMembers = null)
{
    public bool WritableByAll => (Mode & UnixFileMode.OtherWrite) != 0;
    public bool ReadableByAll => (Mode & UnixFileMode.OtherRead) != 0;
}
