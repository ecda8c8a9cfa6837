namespace Berth.Protocols.Tests.Traffic;

/// <summary>However the bytes are cut into pieces, the lines are the same.</summary>
public class SplitTests
{
    const int Rounds = 200;

    public static TheoryData<string> Names => [.. Talks.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Byte_by_byte_gives_the_same_lines(string name) =>
        Assert.Equal(Talk.Read(Talks.All[name].All), Talk.Read(Talks.All[name].All.SelectMany(static words => Cut(words, static () => 1))));

    [Theory, MemberData(nameof(Names))]
    public void Any_pieces_give_the_same_lines(string name)
    {
        var chance = new Random(7);
        var whole = Talk.Read(Talks.All[name].All);
        for (var round = 0; round < Rounds; round++)
            Assert.Equal(whole, Talk.Read(Talks.All[name].All.SelectMany(words => Cut(words, () => chance.Next(1, 40)))));
    }

    [Theory, MemberData(nameof(Names))]
    public void Bent_bytes_give_the_same_lines_too(string name)
    {
        var chance = new Random(11);
        for (var round = 0; round < Rounds; round++)
        {
            var bent = Mutation.Of(Talks.All[name].All, chance);
            Assert.Equal(Talk.Read(bent), Talk.Read(bent.SelectMany(words => Cut(words, () => chance.Next(1, 20)))));
        }
    }

    static IEnumerable<Words> Cut(Words words, Func<int> length)
    {
        for (var at = 0; at < words.Bytes.Length;)
        {
            var size = Math.Min(length(), words.Bytes.Length - at);
            yield return words with { Bytes = words.Bytes[at..(at + size)] };
            at += size;
        }
    }
}
