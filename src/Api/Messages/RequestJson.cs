using System.Text.Json.Serialization;

namespace Berth.Api.Messages;

/// <summary>How requests are written and read: as all messages, and what must be there is there, or the request is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(UpRequest))]
[JsonSerializable(typeof(DownRequest))]
[JsonSerializable(typeof(RestartRequest))]
[JsonSerializable(typeof(StatusRequest))]
[JsonSerializable(typeof(WatchRequest))]
[JsonSerializable(typeof(PortsRequest))]
[JsonSerializable(typeof(LeaseRequest))]
[JsonSerializable(typeof(LeaseListRequest))]
[JsonSerializable(typeof(LinkAddRequest))]
[JsonSerializable(typeof(LinkRequest))]
[JsonSerializable(typeof(LinkSwitchRequest))]
[JsonSerializable(typeof(LinkShapeRequest))]
[JsonSerializable(typeof(TrafficRequest))]
public sealed partial class RequestJson : JsonSerializerContext;
