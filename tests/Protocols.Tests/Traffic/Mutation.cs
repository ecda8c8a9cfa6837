namespace Berth.Protocols.Tests.Traffic;

/// <summary>A conversation that is nearly right, by a seeded chance.</summary>
static class Mutation
{
    public static List<Words> Of(IReadOnlyList<Words> talk, Random chance)
    {
        var bent = talk.Select(static words => words with { Bytes = (byte[])words.Bytes.Clone() }).ToList();
        for (var times = chance.Next(1, 4); times > 0 && bent.Count > 0; times--)
        {
            var at = chance.Next(bent.Count);
            var bytes = bent[at].Bytes;
            if (bytes.Length == 0) continue;
            var place = chance.Next(bytes.Length);
            switch (chance.Next(8))
            {
                case 0:
                    bytes[place] = (byte)chance.Next(256);
                    break;
                case 1:
                    bytes[place] ^= (byte)(1 << chance.Next(8));
                    break;
                case 2:
                    bent[at] = bent[at] with { Bytes = bytes[..place] };
                    break;
                case 3:
                    bent[at] = bent[at] with { Bytes = [.. bytes[..place], .. bytes[(place + chance.Next(bytes.Length - place))..]] };
                    break;
                case 4:
                    bent[at] = bent[at] with { Bytes = [.. bytes[..place], .. bytes, .. bytes[place..]] };
                    break;
                case 5:
                    var noise = new byte[chance.Next(200)];
                    chance.NextBytes(noise);
                    bent[at] = bent[at] with { Bytes = [.. bytes[..place], .. noise, .. bytes[place..]] };
                    break;
                case 6:
                    bent.RemoveAt(at);
                    break;
                default:
                    bent[at] = bent[at] with { From = bent[at].From == Flow.FromClient ? Flow.FromServer : Flow.FromClient };
                    break;
            }
        }
        return bent;
    }
}
