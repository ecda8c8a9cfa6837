using Berth.Model.Addressing;

namespace Berth.Projects.Repository;

/// <summary>Where the port of a command comes from.</summary>
enum PortSource
{
    /// <summary>Nothing tells it.</summary>
    Unknown,

    /// <summary>The command: an option, PORT before it, or the default of a variable that stands there.</summary>
    Command,

    /// <summary>The environment file of its folder.</summary>
    Environment,

    /// <summary>A configuration file of its folder: vite.config.ts.</summary>
    Configuration,

    /// <summary>What the framework takes untold.</summary>
    Framework,
}

/// <summary>
/// The one answer to the question which port a command starts with: what the command says, what the variable that it waits for is set
/// to, the environment file, the configuration, what the framework takes untold; the first that tells.
/// </summary>
static class StartPort
{
    public static (Port? Port, PortSource Source) Of(StartCommand.Listener command, FolderSettings settings)
    {
        if (command is { IsImplied: false, Port: { } written }) return (written, PortSource.Command);
        if (command.Variable is { } awaited) return Told(settings.Variable(awaited), PortSource.Environment);
        if (command.HeedsPort && settings.Variable("PORT") is { } set) return (set, PortSource.Environment);
        if (command.Program is { } program && settings.Configured(program) is { } configured) return (configured, PortSource.Configuration);
        return Told(command.Port, PortSource.Framework);
    }

    static (Port?, PortSource) Told(Port? port, PortSource source) => port is null ? (null, PortSource.Unknown) : (port, source);
}
