// Generates, from schema.json, either the SDK of one language, as `pulumi package gen-sdk` does with a language host, or
// the examples in every language. Also validates the schema, because the program binds it first.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/dotnet"
	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "pulumi-cloudflare-cni"

var generators = map[string]func(*schema.Package) (map[string][]byte, error){
	"dotnet": func(pkg *schema.Package) (map[string][]byte, error) {
		http.DefaultTransport = noLogo{}
		return dotnet.GeneratePackage(tool, pkg, nil, nil)
	},
	"go": func(pkg *schema.Package) (map[string][]byte, error) {
		return gogen.GeneratePackage(tool, pkg, nil)
	},
	"nodejs": func(pkg *schema.Package) (map[string][]byte, error) {
		return nodejs.GeneratePackage(tool, pkg, nil, nil, false, nil)
	},
	"python": func(pkg *schema.Package) (map[string][]byte, error) {
		return python.GeneratePackage(tool, pkg, nil, nil)
	},
}

// noLogo replaces the download of the logo that the generator puts into every package, so that no network is needed.
type noLogo struct{}

func (noLogo) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, nil
}

func main() {
	if len(os.Args) != 5 {
		fail("usage: sdk-generator <language> <schema.json> <version> <folder>\n" +
			"       sdk-generator examples <schema.json> <folder> <target>")
	}
	command, file := os.Args[1], os.Args[2]
	if command == "examples" {
		writeExamples(bind(file, "0.0.0"), os.Args[3], os.Args[4])
		return
	}
	generate, known := generators[command]
	if !known {
		fail("no generator for " + command)
	}
	pkg, folder := bind(file, os.Args[3]), os.Args[4]
	files, err := generate(pkg)
	check(err)
	for path, content := range files {
		target := filepath.Join(folder, path)
		check(os.MkdirAll(filepath.Dir(target), 0o755))
		check(os.WriteFile(target, content, 0o644))
	}
	fmt.Printf("%d files for %s\n", len(files), command)
}

func bind(file, version string) *schema.Package {
	text, err := os.ReadFile(file)
	check(err)
	var spec schema.PackageSpec
	check(json.Unmarshal(text, &spec))
	spec.Version = version
	pkg, diagnostics, err := schema.BindSpec(spec, nil, schema.ValidationOptions{})
	check(err)
	// A warning also indicates a mistake in the schema.
	for _, diagnostic := range diagnostics {
		fail(diagnostic.Error())
	}
	return pkg
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}
