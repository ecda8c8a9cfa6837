using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Diagnose.Causes;

namespace Berth.Audit.Diagnose;

/// <summary>
/// What is asked of a target, in the order in which a connection comes about. Each question has one answer: the first of its
/// causes that holds. The first question that has one decides.
/// </summary>
static class Questions
{
    public static ReadOnlySpan<ICause[]> All => all;

    static readonly ICause[][] all =
    [
        // Does the name lead here?
        [new HostsLie()],
        // Does loopback work?
        [new LoopbackDown(), new IPv6Off()],
        // Does the server run, and may one reach it?
        [new Stopped(), new Hung(), new NotAccepting(), new Filtered()],
        // Is somebody there?
        [
            new FamilySplit(), new OwnLocalhost(), new BoundElsewhere(), new BoundNotListening(), new HeldByClient(), new PublishedElsewhere(), new OtherNamespace(),
            // A server that was there a minute ago leaves closed connections behind, whatever keeps it from being there now.
            new PrivilegedPort(), new ReservedPort(), new TimeWait(), new HandedOutPort(), new NothingListens(),
        ],
        // Is it the one that is meant?
        [new LedElsewhere()],
        [new Shadowed()],
        [new WrongOwner()],
        // Do both speak the same?
        [new TlsNotPlain(), new PlainNotTls(), new TlsRefused(), new NotHttp(), new ClosesAtOnce()],
        [new BadCertificate()],
        [new HostCheck(), new RedirectCircle(), new RedirectToNobody(), new ServerError(), new AnswerUnfinished()],
        // Does every client get there?
        [new NameUnresolved()],
        [new PortBlocked()],
        [new ProxyInTheWay()],
    ];
}
