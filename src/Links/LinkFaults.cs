using System.Collections.Immutable;
using Berth.Links.Options;
using Berth.Links.Relay;
using Berth.Links.Results;
using Berth.Links.Specs;

namespace Berth.Links;

/// <summary>
/// The faults of a link, in the order in which bytes meet them. Changes act on open connections as well: what is on its way is neither
/// lost nor reordered. A change is in force when its task completes. Safe for all threads; changes happen one after the other.
/// </summary>
public sealed class LinkFaults
{
    readonly IRelay relay;
    readonly LinkProtocol protocol;
    readonly Lock changing = new();
    ImmutableList<FaultSpec> specs;

    internal LinkFaults(IRelay relay, LinkOptions options) =>
        (this.relay, protocol, specs) = (relay, options.Protocol, [.. options.Faults]);

    public IReadOnlyList<FaultSpec> All => Volatile.Read(ref specs);

    public FaultSpec? Find(string name) => All.FirstOrDefault(spec => spec.Name == name);

    /// <summary>Adds a fault behind the others.</summary>
    /// <returns>Why not: the name is taken, or it does not fit the link's protocol; null when it is on.</returns>
    public Task<Refusal?> AddAsync(FaultSpec fault) => ChangeAsync(all => all.Add(fault));

    /// <summary>Another fault in the place of the one with the same name; what waits is judged anew.</summary>
    /// <returns>Why not: there is none of this name; null when it is on.</returns>
    public async Task<Refusal?> UpdateAsync(FaultSpec fault)
    {
        var found = false;
        var refusal = await ChangeAsync(all =>
        {
            var index = all.FindIndex(other => other.Name == fault.Name);
            found = index >= 0;
            return found ? all.SetItem(index, fault) : all;
        }).ConfigureAwait(false);
        return found ? refusal : new($"no fault is called {fault.Name}", "Add it");
    }

    /// <summary>Takes a fault away: what it held back goes on at once. Whether there was one.</summary>
    public async Task<bool> RemoveAsync(string name)
    {
        var found = false;
        await ChangeAsync(all =>
        {
            var index = all.FindIndex(other => other.Name == name);
            found = index >= 0;
            return found ? all.RemoveAt(index) : all;
        }).ConfigureAwait(false);
        return found;
    }

    /// <summary>Takes all faults away.</summary>
    public Task ClearAsync() => ChangeAsync(static _ => []);

    /// <summary>These faults in place of all; those that are the same objects go on undisturbed.</summary>
    public Task<Refusal?> SetAsync(IEnumerable<FaultSpec> faults) => ChangeAsync(_ => [.. faults]);

    // Posted under the lock: the relay gets the changes in the order in which they were made.
    async Task<Refusal?> ChangeAsync(Func<ImmutableList<FaultSpec>, ImmutableList<FaultSpec>> change)
    {
        Task inForce;
        lock (changing)
        {
            var next = change(specs);
            if (ReferenceEquals(next, specs)) return null;
            if (LinkCheck.Faults(next, protocol) is { } refusal) return refusal;
            inForce = relay.SetFaultsAsync(next);
            Volatile.Write(ref specs, next);
        }
        await inForce.ConfigureAwait(false);
        return null;
    }
}
