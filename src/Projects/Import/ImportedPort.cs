using Berth.Projects.Repository;

namespace Berth.Projects.Import;

/// <summary>The port of a command that is brought in: the one that it names itself, else one that Berth chooses.</summary>
static class ImportedPort
{
    /// <param name="folder">The folder that it runs in, absolute; its own files may name the port that it would like.</param>
    public static void Set(ServiceDraft service, string command, bool isServer, string? folder = null)
    {
        if (Configuration.ProcfileLine.SpeaksOf(command) || WrittenPort.Of(command, isServer) is not { } written)
        {
            if (isServer) service.Port = folder is not null && WrittenPort.OfFolder(command, folder, environment: true) is { } told ? told.ToString() : "auto";
            return;
        }
        (service.Port, service.IsPortFixed) = (written.Number.ToString(), true);
        if (!written.IsForBrowsers) service.Scheme = "none";
    }
}
