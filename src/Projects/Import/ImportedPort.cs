using Berth.Projects.Repository;

namespace Berth.Projects.Import;

/// <summary>The port of a command that is brought in: the one that it names itself, else one that Berth chooses.</summary>
static class ImportedPort
{
    public static void Set(ServiceDraft service, string command, bool isServer)
    {
        if (Configuration.ProcfileLine.SpeaksOf(command) || WrittenPort.Of(command, isServer) is not { } written)
        {
            if (isServer) service.Port = "auto";
            return;
        }
        (service.Port, service.IsPortFixed) = (written.Number.ToString(), true);
        if (!written.IsForBrowsers) service.Scheme = "none";
    }
}
