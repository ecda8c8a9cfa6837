using Berth.Cli.Rendering;

namespace Berth.Cli.Tests.Rendering;

public class QuantitiesTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59, "59s")]
    [InlineData(63, "1m 03s")]
    [InlineData(11520, "3h 12m")]
    [InlineData(90_000, "1d 1h")]
    [InlineData(400L * 86400, "400d 0h")]
    public void Durations(long seconds, string text) => Assert.Equal(text, Quantities.Duration(seconds));

    [Theory]
    [InlineData(850, "850us")]
    [InlineData(1200, "1.2ms")]
    [InlineData(34_500, "34ms")]
    [InlineData(1_200_000, "1.20s")]
    public void Round_trips(long microseconds, string text) => Assert.Equal(text, Quantities.RoundTrip(microseconds));

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1023, "1023B")]
    [InlineData(1536, "1.5KiB")]
    [InlineData(1024 * 1024 - 1, "1.0MiB")]
    [InlineData(long.MaxValue, "8192.0PiB")]
    public void Bytes(long bytes, string text) => Assert.Equal(text, Quantities.Bytes(bytes));
}
