namespace Berth.Model.Files;

/// <summary>
/// Whose files are obeyed: our own, root's, those of who called sudo, and those below folders that a person has trusted. A file
/// that tells what to run is code of whoever can write it, and /tmp is above many folders (git's CVE-2022-24765).
/// </summary>
/// <param name="Self">The user that we are.</param>
/// <param name="Caller">Who called sudo, or for whom the daemon works; null when nobody did.</param>
/// <param name="Folders">Absolute paths; what is in them or below is trusted, whoever it belongs to.</param>
public sealed record FileTrust(uint Self, uint? Caller, IReadOnlyList<string> Folders)
{
    public bool IsTrusted(uint owner) => owner == 0 || owner == Self || owner == Caller;

    /// <param name="path">Absolute.</param>
    public bool IsTrusted(string path)
    {
        foreach (var folder in Folders)
            if (path == folder || path.StartsWith(folder.EndsWith('/') ? folder : folder + '/', StringComparison.Ordinal)) return true;
        return false;
    }
}
