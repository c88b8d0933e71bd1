using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Intake.Api.Http;

/// <summary>A request's JSON body, read whole, and the hash that a repeat with the same Idempotency-Key must match.</summary>
/// <param name="Value">The body; an empty one where none was sent and none is needed.</param>
/// <param name="Hash">Hex SHA-256 of method, path and raw body.</param>
public sealed record JsonBody<T>(T Value, string Hash);

/// <summary>Reads JSON bodies; every way to be wrong has its own answer.</summary>
public static class JsonBodyReader
{
    /// <summary>Largest JSON body, bytes.</summary>
    public const int Limit = 256 * 1024;

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <returns>The body, or the problem to answer with: 400, 413, 415 or 422.</returns>
    public static async Task<(JsonBody<T>? Body, IResult? Problem)> ReadAsync<T>(HttpContext http)
        where T : class, new()
    {
        var raw = await ReadRawAsync(http.Request);
        if (raw is null)
        {
            return (null, Problems.TooLarge(Limit));
        }
        var hash = HashOf(http.Request, raw);
        if (raw.Length == 0)
        {
            return (new JsonBody<T>(new T(), hash), null);
        }
        if (!IsJson(http.Request.ContentType))
        {
            return (null, Problems.WrongMediaType());
        }
        return Utf8.IsValid(raw) ? Parse<T>(raw, hash) : (null, Problems.MalformedJson("请求体不是正确的 UTF-8"));
    }

    private static (JsonBody<T>? Body, IResult? Problem) Parse<T>(byte[] raw, string hash)
        where T : class, new()
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(raw);
        }
        catch (JsonException wrong)
        {
            return (
                null,
                Problems.MalformedJson($"第 {wrong.LineNumber + 1} 行第 {wrong.BytePositionInLine + 1} 字节处有误")
            );
        }
        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, Problems.Invalid("$", "应为一个 JSON 对象"));
            }
            try
            {
                return (new JsonBody<T>(document.RootElement.Deserialize<T>(Options)!, hash), null);
            }
            catch (JsonException wrong)
            {
                return (null, Problems.Invalid(FieldOf(wrong.Path), "值的类型不正确"));
            }
        }
    }

    private static async Task<byte[]?> ReadRawAsync(HttpRequest request)
    {
        if (request.ContentLength > Limit)
        {
            return null;
        }
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > Limit)
            {
                return null;
            }
        }
        return buffer.ToArray();
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (
            string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
            || type.MediaType?.EndsWith("+json", StringComparison.OrdinalIgnoreCase) == true
        );

    private static string HashOf(HttpRequest request, byte[] raw)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"));
        hash.AppendData(raw);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary><c>$.complainant.name</c> becomes <c>complainant.name</c>; an element of a list its list.</summary>
    private static string FieldOf(string? path)
    {
        var field = (path ?? "$").TrimStart('$').TrimStart('.');
        var index = field.IndexOf('[', StringComparison.Ordinal);
        field = index > 0 ? field[..index] : field;
        return field.Length == 0 ? "$" : field;
    }
}
