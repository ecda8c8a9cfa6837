namespace Berth.Engine.Templates;

/// <summary>A text with places that are filled in at the start: ${api.url}, ${port}, ${NAME}, ${NAME:-default}, $NAME; $$ is a $.</summary>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
public sealed record Template(IReadOnlyList<TemplatePart> Parts, string? Problem)
{
    public static Template Read(string text) => TemplateReader.Read(text);

    public IEnumerable<TemplateReference> References => Parts.OfType<TemplateReference>();

    /// <summary>A text in which nothing is filled in.</summary>
    public static string Literal(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}

public abstract record TemplatePart;

public sealed record TemplateText(string Text) : TemplatePart;

/// <param name="Default">What stands for a variable that is not set, or empty; null: that is an error.</param>
public sealed record TemplateVariable(string Name, string? Default) : TemplatePart;

/// <summary>An endpoint of a service: ${api.url}, ${api.admin.port}; of the service's own: ${port}, ${admin.port}.</summary>
/// <param name="Path">What stands before the property: none, one name or two.</param>
/// <param name="Written">As it stands in the file, with its braces.</param>
public sealed record TemplateReference(IReadOnlyList<string> Path, EndpointProperty Property, string Written) : TemplatePart;

public enum EndpointProperty
{
    Port,
    Host,
    Url,
}
