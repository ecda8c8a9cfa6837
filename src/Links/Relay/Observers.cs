using System.Collections.Immutable;
using Berth.Links.Flow;
using Berth.Links.Observing;

namespace Berth.Links.Relay;

/// <summary>Who watches a link. Nobody costs one comparison a read. Joining and leaving from any thread, telling on the relay's.</summary>
sealed class Observers(long opened)
{
    ImmutableArray<(ILinkObserver Observer, LinkEvents Wants)> all = [];
    volatile LinkEvents wanted;

    public bool Want(LinkEvents events) => (wanted & events) != 0;

    public void Join(ILinkObserver observer)
    {
        ImmutableInterlocked.Update(ref all, static (list, entry) => list.Add(entry), (observer, observer.Wants));
        Sum();
    }

    public void Leave(ILinkObserver observer)
    {
        ImmutableInterlocked.Update(ref all, static (list, observer) => list.RemoveAll(entry => entry.Observer == observer), observer);
        Sum();
    }

    public TimeSpan Since(long moment) => Moment.Span(moment - opened);

    public void Opened(in ConnectionOpened connection)
    {
        foreach (var (observer, wants) in all)
        {
            if ((wants & LinkEvents.Connections) == 0) continue;
            try
            {
                observer.Opened(connection);
            }
            catch (Exception error) when (Dismiss(observer, error))
            {
            }
        }
    }

    public void Passed(in BytesPassed passed, ReadOnlySpan<byte> bytes)
    {
        foreach (var (observer, wants) in all)
        {
            if ((wants & passed.Point) == 0) continue;
            try
            {
                observer.Passed(passed, bytes);
            }
            catch (Exception error) when (Dismiss(observer, error))
            {
            }
        }
    }

    public void Decided(in FaultDecision decision)
    {
        foreach (var (observer, wants) in all)
        {
            if ((wants & LinkEvents.Decisions) == 0) continue;
            try
            {
                observer.Decided(decision);
            }
            catch (Exception error) when (Dismiss(observer, error))
            {
            }
        }
    }

    public void Ended(in ConnectionEnded connection)
    {
        foreach (var (observer, wants) in all)
        {
            if ((wants & LinkEvents.Connections) == 0) continue;
            try
            {
                observer.Ended(connection);
            }
            catch (Exception error) when (Dismiss(observer, error))
            {
            }
        }
    }

    // One link's observer must not end the thread that carries all links.
    bool Dismiss(ILinkObserver observer, Exception error)
    {
        if (error is OutOfMemoryException) return false;
        Leave(observer);
        return true;
    }

    void Sum()
    {
        LinkEvents sum = 0;
        foreach (var (_, wants) in all) sum |= wants;
        wanted = sum;
    }
}
