using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Integration.Api;
using Integration.Harness;
using SpreadCheetah;

namespace Integration.Assignments;

/// <summary>Files as the national platform exports them, and their upload.</summary>
internal static class ImportFile
{
    public const string Imports = "/api/v1/imports";

    /// <summary>The national export's own headers, in its order.</summary>
    public static readonly string[] Headers =
    [
        "登记编号",
        "类型",
        "接收方式",
        "企业名称",
        "企业地址",
        "诉求内容",
        "问题类别",
        "事发地",
        "具体问题",
        "初查受理状态",
        "处理机构",
        "处理部门",
        "反馈内容",
    ];

    public static string[] Row(int n) =>
        [
            $"1140500002027031400{n:D7}",
            n % 3 == 0 ? "举报" : "投诉",
            n % 2 == 0 ? "互联网" : "微信小程序",
            $"某商店{n % 50}",
            "山西省晋城市城区凤台街1号",
            $"消费者反映购买的商品存在问题，\"要求\"退款，第{n}件",
            n % 4 == 0 ? "质量" : "其他平台的类别",
            "山西省晋城市城区",
            "商品与宣传不符",
            "待初查",
            "",
            "",
            "",
        ];

    public static byte[] Csv(IEnumerable<string[]> rows, Encoding encoding, bool mark = false)
    {
        var text = string.Concat(
            rows.Prepend(Headers)
                .Select(r =>
                    string.Join(',', r.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"
                )
        );
        return mark ? [.. encoding.GetPreamble(), .. encoding.GetBytes(text)] : encoding.GetBytes(text);
    }

    public static async Task<byte[]> WorkbookAsync(IEnumerable<string[]> rows)
    {
        using var stream = new MemoryStream();
        await using (var book = await Spreadsheet.CreateNewAsync(stream))
        {
            await book.StartWorksheetAsync("Sheet1");
            foreach (var row in rows.Prepend(Headers))
            {
                await book.AddRowAsync([.. row.Select(c => new DataCell(c))]);
            }
            await book.FinishAsync();
        }
        return stream.ToArray();
    }

    public static async Task<Answer> UploadAsync(
        this HttpClient client,
        byte[] content,
        string name = "交办.csv",
        string query = "",
        string? key = null
    )
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var form = new MultipartFormDataContent { { file, "file", name } };
        return await client.CallAsync(HttpMethod.Post, Imports + query, form, key);
    }

    /// <summary>Waits until every row has its end.</summary>
    public static Task<JsonElement> EndedAsync(this HttpClient client, Guid id, TimeSpan? patience = null) =>
        Eventually.ValueAsync(
            () => client.ReadAsync($"{Imports}/{id}"),
            i => i.Str("state") is "ended" or "failed",
            patience ?? TimeSpan.FromSeconds(60),
            $"import {id} has ended"
        );

    public static (int Total, int Done, int Failed) Counts(this JsonElement import) =>
        (
            import.GetProperty("total").GetInt32(),
            import.GetProperty("done").GetInt32(),
            import.GetProperty("failed").GetInt32()
        );
}
