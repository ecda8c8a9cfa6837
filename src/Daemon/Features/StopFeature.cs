using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Life;

namespace Berth.Daemon.Features;

/// <summary>Ends the daemon: the answer is sent first, since the requests that run are waited for.</summary>
sealed class StopFeature(DaemonLife life) : Feature<Nothing, Done>(Capabilities.Stop)
{
    public override bool ForEveryNetwork => true;

    protected override Task<Answer<Done>> AnswerAsync(Nothing request, Exchange exchange)
    {
        life.End();
        return Task.FromResult<Answer<Done>>(new Done());
    }
}
