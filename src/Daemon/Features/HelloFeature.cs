using System.Reflection;
using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Life;
using Berth.Linux.ProcFs;
using Berth.Localhost.Hooks;
using Berth.Places;

namespace Berth.Daemon.Features;

/// <summary>Who answers here, and what can be asked.</summary>
sealed class HelloFeature(DaemonPlace place, DaemonLife life, IReadOnlyList<string> notices, Func<IEnumerable<string>> names) : Feature<Nothing, HelloResponse>(Capabilities.Hello)
{
    static readonly string version = typeof(HelloFeature).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public override bool ForEveryNetwork => true;

    protected override Task<Answer<HelloResponse>> AnswerAsync(Nothing request, Exchange exchange) => Task.FromResult<Answer<HelloResponse>>(new HelloResponse(
        "berthd", version, [.. names().Order(StringComparer.Ordinal)], Environment.ProcessId, life.Started, life.OnDemand,
        OwnLocalhost.IsAllowed() ? ["own_localhost"] : [], ThisProcess.NetworkNamespace, place.State, place.Socket, life.Keeps, notices));
}
