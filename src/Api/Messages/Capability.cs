using System.Text.Json.Serialization.Metadata;

namespace Berth.Api.Messages;

/// <summary>
/// Something that the daemon can be asked, by its name: POST /name with one JSON object. A capability that changes its meaning
/// gets another name; there are no versions.
/// </summary>
public interface ICapability
{
    string Name { get; }
}

/// <summary>One object in, one object out.</summary>
public sealed record Question<TRequest, TResponse>(string Name, JsonTypeInfo<TRequest> Request, JsonTypeInfo<TResponse> Response) : ICapability;

/// <summary>One object in, then objects line by line until one of the two ends it.</summary>
public sealed record Feed<TRequest, TItem>(string Name, JsonTypeInfo<TRequest> Request, JsonTypeInfo<TItem> Item) : ICapability;
