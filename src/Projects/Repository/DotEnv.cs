using Berth.Model.Addressing;
using Berth.Model.Repository;

namespace Berth.Projects.Repository;

/// <summary>.env files: PORT and NAME_PORT, and HOST. URLs of other services are no ports of ours.</summary>
static class DotEnv
{
    public static IEnumerable<PortDeclaration> Read(SourceText source)
    {
        foreach (var (line, offset) in source.Lines())
        {
            var text = line.TrimStart();
            if (text.StartsWith("export ", StringComparison.Ordinal)) text = text["export ".Length..];
            var equals = text.IndexOf('=');
            if (equals < 1 || text[0] == '#') continue;
            var (name, value) = (text[..equals].Trim(), text[(equals + 1)..].Split(" #")[0].Trim().Trim('"', '\''));
            var at = offset + line.IndexOf('=') + 1;
            if (name is "HOST" or "BIND" or "LISTEN_HOST" or "BIND_ADDRESS" && StartCommand.Address(value) is { IsWildcard: true } everywhere && value.Length > 0)
                yield return Declare.At(source, at, Units.OfFolder(source.Folder), DeclarationKind.Listens, text, null, everywhere) with { IsSetting = true };
            if (!IsOwnPort(name) || !Port.TryParse(value, out var port) || port.Number == 0) continue;
            yield return Declare.At(source, at, Units.OfFolder(source.Folder), DeclarationKind.Listens, text, PortRange.Single(port)) with { IsForBrowsers = name == "PORT", IsSetting = true };
        }
    }

    // DB_PORT, REDIS_PORT and their like say where to connect to.
    static bool IsOwnPort(string name) => name is "PORT" or "HTTP_PORT" or "HTTPS_PORT" or "SERVER_PORT" or "APP_PORT" or "API_PORT" or "WEB_PORT" or "VITE_PORT" or "DEV_PORT";
}
