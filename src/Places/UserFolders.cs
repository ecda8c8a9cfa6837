namespace Berth.Places;

/// <summary>Where Berth keeps what belongs to a person. Root's are the system's own: sudo may keep HOME, and files there would be root's.</summary>
public static class UserFolders
{
    /// <summary>What a person decided. Null when there is no home.</summary>
    public static string? Configuration => Folder("XDG_CONFIG_HOME", ".config", "/etc/berth");

    /// <summary>What must outlive the program. Null when there is no home.</summary>
    public static string? State => Folder("XDG_STATE_HOME", ".local/state", "/var/lib/berth");

    /// <summary>What lives as long as the programs do: sockets. Null when there is no home.</summary>
    public static string? Runtime
    {
        get
        {
            if (Chosen("XDG_RUNTIME_DIR") is { } chosen) return chosen;
            // Who chose another place for the state has another daemon too, also root.
            if (State is not { } state) return null;
            return state == "/var/lib/berth" ? "/run/berth" : $"{state}/run";
        }
    }

    static bool IsSudo => Environment.GetEnvironmentVariable("SUDO_UID") is not null;

    static string? Chosen(string variable) =>
        !IsSudo && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } chosen && Path.IsPathRooted(chosen) ? $"{chosen}/berth" : null;

    static string? Folder(string variable, string folder, string systems)
    {
        if (Chosen(variable) is { } chosen) return chosen;
        if (IsSudo || Environment.UserName == "root") return systems;
        return Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? $"{home}/{folder}/berth" : null;
    }
}
