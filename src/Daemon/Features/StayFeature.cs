using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Life;

namespace Berth.Daemon.Features;

/// <summary>A daemon that a command started becomes one that stays.</summary>
sealed class StayFeature(DaemonLife life) : Feature<Nothing, Done>(Capabilities.Stay)
{
    public override bool ForEveryNetwork => true;

    protected override Task<Answer<Done>> AnswerAsync(Nothing request, Exchange exchange)
    {
        life.Stay();
        return Task.FromResult<Answer<Done>>(new Done());
    }
}
