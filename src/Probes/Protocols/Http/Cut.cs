namespace Berth.Probes.Protocols.Http;

/// <summary>Keeps a peer's text short.</summary>
static class Cut
{
    public static string To(string text, int most) => text.Length <= most ? text : text[..most];
}
