namespace Berth.Protocols.Dialogues.Http;

/// <summary>Keeps a peer's text short.</summary>
public static class Cut
{
    public static string To(string text, int most) => text.Length <= most ? text : text[..most];
}
