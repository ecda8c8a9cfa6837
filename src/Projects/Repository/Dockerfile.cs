using Berth.Model.Addressing;
using Berth.Model.Repository;

namespace Berth.Projects.Repository;

/// <summary>EXPOSE lines: where the container listens inside.</summary>
static class Dockerfile
{
    public static IEnumerable<PortDeclaration> Read(SourceText source)
    {
        foreach (var (line, offset) in source.Lines())
        {
            var words = line.Trim().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || !words[0].Equals("EXPOSE", StringComparison.OrdinalIgnoreCase)) continue;
            foreach (var word in words[1..])
                if (ComposePorts.Range(word.Split('/')[0]) is { } ports)
                    yield return Declare.At(source, offset + line.IndexOf(word, StringComparison.Ordinal), Units.OfFolder(source.Folder), DeclarationKind.Inside, $"EXPOSE {word}", ports) with
                    {
                        Protocol = word.EndsWith("/udp", StringComparison.OrdinalIgnoreCase) ? Protocol.Udp : Protocol.Tcp,
                    };
        }
    }
}
