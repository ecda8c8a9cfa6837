namespace Berth.Cli.Hosting;

/// <summary>Where Berth keeps what belongs to a person. Root's are the system's own: sudo may keep HOME, and files there would be root's.</summary>
static class UserFolders
{
    /// <summary>What a person decided. Null when there is no home.</summary>
    public static string? Configuration => Folder("XDG_CONFIG_HOME", ".config", "/etc/berth");

    /// <summary>What must outlive the program. Null when there is no home.</summary>
    public static string? State => Folder("XDG_STATE_HOME", ".local/state", "/var/lib/berth");

    static string? Folder(string variable, string folder, string systems)
    {
        var isSudo = Environment.GetEnvironmentVariable("SUDO_UID") is not null;
        if (!isSudo && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } chosen && Path.IsPathRooted(chosen)) return $"{chosen}/berth";
        if (isSudo || Environment.UserName == "root") return systems;
        return Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? $"{home}/{folder}/berth" : null;
    }
}
