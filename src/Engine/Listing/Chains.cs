namespace Berth.Engine.Listing;

/// <summary>
/// A hash index over things that the caller keeps in a list: it maps a hash to the places that have it, in the order they came.
/// </summary>
/// <remarks>
/// Plain arrays of numbers on purpose: the framework's dictionaries of our own structs cannot be precompiled, and compiling one
/// at every start costs more than listing thousands of sockets.
/// </remarks>
sealed class Chains
{
    int[] heads;
    int[] tails;
    int[] nexts;
    uint[] hashes;

    public Chains(int expected)
    {
        var size = 16;
        while (size < expected) size *= 2;
        (heads, tails) = (new int[size], new int[size]);
        (nexts, hashes) = (new int[size], new uint[size]);
    }

    public int Count { get; private set; }

    /// <summary>The first place with that hash; -1 when there is none. Equal hashes need not be equal things: compare.</summary>
    public int First(uint hash) => Same(heads[Bucket(hash)] - 1, hash);

    /// <summary>The next place with the same hash; -1 after the last.</summary>
    public int After(int place) => Same(nexts[place] - 1, hashes[place]);

    /// <summary>Gives the next place, which is the count before.</summary>
    public int Add(uint hash)
    {
        if (Count == nexts.Length) Grow();
        hashes[Count] = hash;
        Link(Count);
        return Count++;
    }

    int Same(int place, uint hash)
    {
        while (place >= 0 && hashes[place] != hash) place = nexts[place] - 1;
        return place;
    }

    void Link(int place)
    {
        var bucket = Bucket(hashes[place]);
        nexts[place] = 0;
        if (heads[bucket] == 0) heads[bucket] = place + 1;
        else nexts[tails[bucket] - 1] = place + 1;
        tails[bucket] = place + 1;
    }

    void Grow()
    {
        var size = nexts.Length * 2;
        Array.Resize(ref nexts, size);
        Array.Resize(ref hashes, size);
        (heads, tails) = (new int[size], new int[size]);
        for (var place = 0; place < Count; place++) Link(place);
    }

    // Multiplicative hashing (Knuth): the high bits are the mixed ones.
    int Bucket(uint hash) => (int)((ulong)(hash * 0x9E3779B1u) * (uint)heads.Length >> 32);
}
