using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Protocols;

namespace Berth.Engine.Listing;

public static partial class Fields
{
    static Field[] OfSpeech =>
    [
        new()
        {
            Name = "speaks", Heading = "SPEAKS", Type = FieldType.Text, Help = "what it answered when asked (--probe): \"http nginx 1.22.1\"", NeedsProbe = true,
            OfRow = static row => Told(row, static (speech, port) => FieldValue.OfText(speech.Text).KnownAs(How.Observed, speech.Silence ?? speech.Surprise(port))),
        },
        new()
        {
            Name = "speaks_protocol", Heading = "SPOKEN", Type = FieldType.Text, Help = "the protocol alone: http, https, ssh, postgresql...", NeedsProbe = true,
            OfRow = static row => Told(row, static (speech, _) => FieldValue.OfText(speech.Protocol)),
        },
        new()
        {
            Name = "speaks_product", Heading = "PRODUCT", Type = FieldType.Text, Help = "the program as it names itself", NeedsProbe = true,
            OfRow = static row => Told(row, static (speech, _) => FieldValue.OfText(speech.Facts!.Product)),
        },
        new()
        {
            Name = "speaks_version", Heading = "VERSION", Type = FieldType.Text, Help = "the version as it names it", NeedsProbe = true,
            OfRow = static row => Told(row, static (speech, _) => FieldValue.OfText(speech.Facts!.Version)),
        },
        new()
        {
            Name = "speaks_login", Heading = "LOGIN", Type = FieldType.Text, Help = "\"required\", or \"none\" when it serves without one", NeedsProbe = true,
            Values = ["required", "none"],
            OfRow = static row => Told(row, static (speech, _) => FieldValue.OfText(speech.Facts!.Authentication switch
            {
                Authentication.Required => "required",
                Authentication.None => "none",
                _ => null,
            })),
        },
        new()
        {
            Name = "speaks_unusual", Heading = "UNUSUAL", Type = FieldType.Flag, Help = "the port is known for another protocol", NeedsProbe = true,
            OfRow = static row => Told(row, static (speech, port) => speech.Protocol is null ? FieldValue.None : FieldValue.OfFlag(speech.Surprise(port) is not null)),
        },
    ];

    static FieldValue Told(Row row, Func<Speech, Port, FieldValue> read)
    {
        if (row.Kind != RowKind.Listener) return FieldValue.None;
        if (row.Speech is not { } speech) return FieldValue.Unread;
        return speech.Facts is null ? FieldValue.Unread.KnownAs(How.Unread, speech.NotAsked) : read(speech, row.Socket.LocalPort);
    }
}
