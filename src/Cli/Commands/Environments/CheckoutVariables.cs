using System.Runtime.Versioning;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Cli.Commands.Background;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Services;
using Berth.Model.Addressing;
using Berth.Model.Files;
using Berth.Model.Leases;
using Berth.Model.Services;
using Berth.Places;
using Berth.Projects;
using Berth.Projects.Configuration;

namespace Berth.Cli.Commands.Environments;

/// <summary>
/// The variables that the services of a checkout are given: of a project with a file as the file says, with its leases filled in;
/// else the leases of the checkout alone.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class CheckoutVariables(CommandContext context, string command)
{
    readonly FileTrust trust = TrustedFolders.Trust(BehindSudo.User);

    /// <summary>Only what Berth and the project's files set. Null when it was said why not.</summary>
    /// <param name="service">As this service is given them; null: what every shell may have.</param>
    /// <param name="caller">What the project's templates may refer to.</param>
    public IReadOnlyDictionary<string, string>? Of(string? service, IReadOnlyDictionary<string, string> caller, out int code)
    {
        code = ExitCode.Unavailable;
        if (DaemonTalk.Client(context, $"berth {command}") is not { } client) return null;
        if (context.Directory is not { } folder)
        {
            code = Say("this folder is gone, so it is not known whose variables are meant. Change into another one.", ExitCode.NothingThere);
            return null;
        }
        return ProjectRoot.Of(folder) is { } root && ProjectFile.Load(root, trust) is { } file && (file.Project is not null || file.Problems.Count > 0)
            ? OfProject(client, root, file, service, caller, out code)
            : OfLeases(client, context.Machine().ProjectOf(folder)?.Root ?? folder, service, out code);
    }

    Dictionary<string, string>? OfProject(DaemonClient client, string root, ProjectFile file, string? service, IReadOnlyDictionary<string, string> caller, out int code)
    {
        code = ExitCode.BadUsage;
        if (file.Project is not { } project)
        {
            foreach (var problem in file.Problems) context.Say($"berth {command}: {Escape.ForTerminal(problem.ToString())}");
            return null;
        }
        var definition = project.Services.FirstOrDefault(one => one.Name == service);
        if (service is not null && definition is null)
        {
            code = Say($"there is no service {Escape.ForTerminal(service)}. The file has {string.Join(", ", project.Services.Select(static one => one.Name))}.", ExitCode.NothingThere);
            return null;
        }
        var ports = client.Ask(Capabilities.Ports, new PortsRequest(root) { User = BehindSudo.User });
        if (!ports.IsThere)
        {
            code = Refuse(ports.Error);
            return null;
        }
        var endpoints = ports.Value.Services.ToDictionary(static one => one.Service, static one => (IReadOnlyList<ServiceEndpoint>)[.. one.Ports.Select(Endpoint)]);
        var problems = new List<string>();
        var files = EnvironmentTexts.Read(project, definition, trust, problems);
        var all = ServiceEnvironment.Of(project, definition, endpoints, caller, files, problems);
        foreach (var problem in problems) context.Say($"berth {command}: {Escape.ForTerminal(problem)}");
        if (problems.Count > 0) return null;
        // What the caller has anyway is left out: the names are those of the same question without a caller.
        var names = ServiceEnvironment.Of(project, definition, endpoints, new Dictionary<string, string>(), files, []).Keys;
        code = ExitCode.Done;
        return names.ToDictionary(static name => name, name => all[name]);
    }

    Dictionary<string, string>? OfLeases(DaemonClient client, string root, string? service, out int code)
    {
        var reply = client.Ask(Capabilities.LeaseList, new LeaseListRequest(root));
        if (!reply.IsThere)
        {
            code = Refuse(reply.Error);
            return null;
        }
        var variables = new Dictionary<string, string>();
        foreach (var leases in reply.Value.Leases.GroupBy(static lease => lease.Service))
        {
            var endpoints = leases.OrderBy(static lease => lease.PortName == LeaseKey.UsualPortName ? 0 : 1)
                .Select(static lease => new ServiceEndpoint(lease.PortName, "127.0.0.1", InetAddress.LoopbackV4, new Port((ushort)lease.Port), Protocol.Tcp, "http")).ToList();
            foreach (var (name, value) in ServiceEnvironment.Of(leases.Key, endpoints)) variables[Legal(name)] = value;
            if (leases.Key != service) continue;
            variables["HOST"] = endpoints[0].Host;
            variables["PORT"] = endpoints[0].Port.ToString();
        }
        code = ExitCode.Done;
        if (service is null || variables.ContainsKey("PORT")) return variables;
        code = Say($"there is no lease '{Escape.ForTerminal(service)}' of {Escape.ForTerminal(root)}. Make one: berth lease add {Escape.ForTerminal(service)}", ExitCode.NothingThere);
        return null;
    }

    static ServiceEndpoint Endpoint(PortItem port)
    {
        var address = InetAddress.TryParse(port.Address, out var parsed) ? parsed : InetAddress.LoopbackV4;
        return new ServiceEndpoint(port.Name, address.ToString(), address, new Port((ushort)port.Port), port.Protocol == "udp" ? Protocol.Udp : Protocol.Tcp, port.Scheme);
    }

    // A person names a run as he likes; a shell knows letters, digits and _ (POSIX, 3.216).
    static string Legal(string name)
    {
        var legal = string.Concat(name.Select(static character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        return char.IsAsciiDigit(legal[0]) ? "_" + legal : legal;
    }

    int Refuse(ApiError error)
    {
        context.Say($"berth {command}: {DaemonTalk.Sentence(error)}");
        return DaemonTalk.ExitCodeOf(error);
    }

    int Say(string why, int code)
    {
        context.Say($"berth {command}: {why}");
        return code;
    }
}
