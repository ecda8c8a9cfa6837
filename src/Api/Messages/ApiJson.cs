using System.Text.Json.Serialization;

namespace Berth.Api.Messages;

/// <summary>How messages are written: snake_case, null left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(HelloResponse))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(ProjectEvent))]
[JsonSerializable(typeof(PortsResponse))]
[JsonSerializable(typeof(LeaseList))]
[JsonSerializable(typeof(LinkList))]
[JsonSerializable(typeof(TrafficItem))]
[JsonSerializable(typeof(RecordItem))]
public sealed partial class ApiJson : JsonSerializerContext;
