using System.IO.Hashing;
using System.Numerics;
using System.Text;
using Berth.Links.Units;

namespace Berth.Links.Chance;

/// <summary>
/// A stream of random numbers of its own for each link, connection, direction and fault, so that the n-th connection meets the same
/// fate whatever the others do: xoshiro256** (Blackman, Vigna, "Scrambled linear pseudorandom number generators", 2021), its state
/// filled by SplitMix64 from the XXH3 hash of "link|ordinal|direction|fault" (UTF-8) under the link's seed.
/// </summary>
sealed class FaultRandom
{
    ulong s0, s1, s2, s3;

    public FaultRandom(ulong state)
    {
        s0 = SplitMix(ref state);
        s1 = SplitMix(ref state);
        s2 = SplitMix(ref state);
        s3 = SplitMix(ref state);
    }

    /// <summary>The stream of one fault in one direction of one connection.</summary>
    public static FaultRandom For(ulong seed, string link, long ordinal, Direction direction, string fault) =>
        new(Hash(seed, $"{link}|{ordinal}|{direction.Name()}|{fault}"));

    /// <summary>The stream of one fault and one connection as a whole: whether it applies, what becomes of its opening.</summary>
    public static FaultRandom For(ulong seed, string link, long ordinal, string fault) => new(Hash(seed, $"{link}|{ordinal}||{fault}"));

    static ulong Hash(ulong seed, string text) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text), (long)seed);

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform, from 0 to below 1, in steps of 2^-53.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform, from 0 to below <paramref name="end"/>; 0 when that is 0.</summary>
    public int Below(int end) => (int)(Unit() * end);

    /// <summary>Whether something of this probability happens. 0 never does, 1 always; each call takes one number.</summary>
    public bool Happens(double probability) => Unit() < probability;

    static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
