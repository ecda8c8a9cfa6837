using Berth.Links.Units;

namespace Berth.Links.Tests.Units;

public class QuantityTests
{
    [Theory]
    [InlineData("200ms", 200_000)]
    [InlineData("1.5s", 1_500_000)]
    [InlineData("250us", 250)]
    [InlineData("2m", 120_000_000)]
    [InlineData("1h", 3_600_000_000)]
    [InlineData("0", 0)]
    public void A_duration_says_its_unit(string text, long microseconds)
    {
        Assert.True(Quantity.TryDuration(text, out var duration));
        Assert.Equal(microseconds, duration.Ticks / 10);
    }

    [Theory]
    [InlineData("1mbit", 125_000)]
    [InlineData("56kbit/s", 7_000)]
    [InlineData("100KB/s", 100_000)]
    [InlineData("1MiB/s", 1_048_576)]
    [InlineData("8bit", 1)]
    public void A_rate_says_bits_or_bytes(string text, double bytesPerSecond)
    {
        Assert.True(Quantity.TryRate(text, out var rate));
        Assert.Equal(bytesPerSecond, rate);
    }

    [Theory]
    [InlineData("64KB", 64_000)]
    [InlineData("64KiB", 65_536)]
    [InlineData("1500B", 1_500)]
    [InlineData("1gb", 1_000_000_000)]
    public void A_size_counts_in_thousands_unless_it_says_KiB(string text, long bytes)
    {
        Assert.True(Quantity.TrySize(text, out var size));
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("200")]
    [InlineData("-1ms")]
    [InlineData("1e3s")]
    [InlineData("ms")]
    [InlineData("1.2.3s")]
    [InlineData("NaNs")]
    [InlineData("99999999999999999999h")]
    [InlineData("")]
    public void What_could_be_misread_is_no_duration(string text) => Assert.False(Quantity.TryDuration(text, out _));

    [Theory]
    [InlineData("5mb/s")] // bits or bytes?
    [InlineData("5mbps")]
    [InlineData("64KB")]
    [InlineData("100")]
    public void What_could_be_misread_is_no_rate(string text) => Assert.False(Quantity.TryRate(text, out _));

    [Theory]
    [InlineData("2%", 0.02)]
    [InlineData("0.02", 0.02)]
    [InlineData("100%", 1)]
    public void A_share_is_a_part_or_a_percentage(string text, double share)
    {
        Assert.True(Quantity.TryShare(text, out var read));
        Assert.Equal(share, read);
    }

    [Theory]
    [InlineData("101%")]
    [InlineData("2")]
    public void More_than_all_is_no_share(string text) => Assert.False(Quantity.TryShare(text, out _));
}
